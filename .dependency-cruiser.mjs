const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from: { path: from }, to });

/** The import table of ARCHITECTURE.md. Every comment says where the thing belongs instead. */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Move what both need below them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    rule("protocol-is-the-floor", "protocol/ imports only zod.", "^protocol/src/(?!.*\\.test\\.ts$)", {
      pathNot: "^(protocol/src|node_modules/zod)",
    }),
    rule(
      "domain-is-pure",
      "The domain sees the protocol and itself; the rest comes through domain/ports.ts.",
      "^server/src/domain/(?!.*\\.test\\.ts$)",
      { pathNot: "^(protocol/src|server/src/domain)/" },
    ),
    rule(
      "adapters-see-ports-only",
      "Stores, fan-out and accounts know domain/ports.ts and the error type; put rules into the domain.",
      "^server/src/(storage|fanout|accounts)/(?!.*\\.test\\.ts$)",
      {
        path: "^server/src/",
        pathNot: "^server/src/((storage|fanout|accounts)/|domain/(ports|app-error)\\.ts|log\\.ts)",
      },
    ),
    rule("adapters-are-apart", "Adapters meet in server.ts only.", "^server/src/(storage|fanout|accounts)/", {
      path: "^server/src/(storage|fanout|accounts)/",
      pathNot: "^server/src/$1/",
    }),
    rule(
      "stores-are-apart",
      "Two stores share the domain's ports and the contract suite, nothing else.",
      "^server/src/storage/([^/]+)/",
      { path: "^server/src/storage/", pathNot: "^server/src/storage/($1/|[^/]+\\.ts$)" },
    ),
    rule(
      "transports-see-the-domain-only",
      "Routes and sockets parse, call the domain and reply.",
      "^server/src/(routes|sockets)/(?!.*\\.test\\.ts$)",
      {
        path: "^server/src/",
        pathNot:
          "^server/src/($1/|domain/|log\\.ts|metrics\\.ts|problem\\.ts|security-headers\\.ts|validated\\.ts)",
      },
    ),
    rule("nothing-imports-index", "index.ts is the process entry; wire parts in server.ts.", "", {
      path: "^server/src/index\\.ts$",
    }),
    rule(
      "environment-is-read-once",
      "Only config.ts reads process.env; pass the value.",
      "^server/src/(?!index\\.ts|server\\.ts|config)",
      { path: "^server/src/config\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "client-core-is-pure",
      "timeline, outbox and what they are made of take everything as arguments.",
      "^lib/(timeline|outbox|fold-event|message-window|merge-match|transcript|activity-order)\\.ts$",
      {
        pathNot:
          "^(protocol/src/|lib/(timeline|outbox|fold-event|message-window|merge-match|transcript|activity-order|chat-state)\\.ts$)",
      },
    ),
    rule("lib-is-below-the-screen", "State flows up through lib/use-chat.ts.", "^lib/", {
      path: "^(components|app|server)/",
    }),
    rule("components-see-one-hook", "Components take their state from lib/use-chat.ts.", "^components/", {
      path: "^(lib|app|server)/",
      pathNot: "^lib/(use-[a-z-]+|format-[a-z-]+|chat-state)\\.ts",
    }),
    rule(
      "screens-never-see-the-server",
      "The screens talk to the server through lib/.",
      "^(app|components|lib)/",
      { path: "^server/" },
    ),
    rule("server-never-sees-the-screens", "The server knows the protocol only.", "^server/src/", {
      path: "^(app|components|lib|e2e|bench)/",
    }),
    rule(
      "simulation-sees-the-cores",
      "The simulation runs the client's and the domain's real code on the doubles of server/test/support.",
      "^simulation/",
      {
        path: "^(app|components|e2e|bench|scripts|server)/",
        pathNot: "^server/(src/domain/|test/support/|src/sockets/conversation-rooms\\.ts$)",
      },
    ),
    rule("nothing-needs-the-simulation", "The simulation is on top.", "^(?!simulation/)", {
      path: "^simulation/",
    }),
    rule("tests-are-leaves", "Move what is shared into a support folder.", "", {
      path: "\\.(test|spec)\\.tsx?$",
    }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    // The workspaces are found by the exports of their package.json.
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|data)/" },
  },
};
