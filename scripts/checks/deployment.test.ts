import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { Environment } from "../../server/src/config.ts";
import { readText, root } from "./repository.ts";

interface Service {
  command?: string[];
  environment?: Record<string, string>;
  networks?: string[];
  depends_on?: string[] | Record<string, unknown>;
  stop_grace_period?: string;
}

interface Container {
  command: string[];
  env: { name: string }[];
  livenessProbe?: { httpGet: { path: string } };
  readinessProbe: { httpGet: { path: string } };
}

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    selector: { app?: string; matchLabels?: { app: string } };
    template?: {
      metadata: { labels: { app: string } };
      spec: { terminationGracePeriodSeconds?: number; containers: Container[] };
    };
    rules?: { http: { paths: { backend: { service: { name: string } } }[] } }[];
  };
}

const variables = Object.keys(Environment.shape);
/** A node may take ten seconds to stop (G15). */
const STOP_SECONDS = 10;

describe("compose.yaml", () => {
  const { services }: { services: Record<string, Service> } = parse(readText("compose.yaml"), {
    merge: true,
  });
  const nodes = Object.entries(services).filter(([name]) => name.startsWith("node-"));

  test("sets only variables that there are, and what several nodes need", () => {
    expect(nodes).toHaveLength(3);
    for (const [, { environment = {} }] of [...nodes, ["web", services["web"] ?? {}] as const])
      for (const name of Object.keys(environment)) expect(variables).toContain(name);
    for (const [, { environment }] of nodes)
      for (const name of ["MONGODB_URL", "REDIS_URL", "TRUSTED_PROXIES"])
        expect(environment).toHaveProperty(name);
  });

  test("gives a node the time that it needs to stop", () => {
    for (const [, node] of nodes)
      expect(Number.parseInt(node.stop_grace_period ?? "", 10)).toBeGreaterThan(STOP_SECONDS);
  });

  test("names only services that there are, here and in the proxy's configuration", () => {
    const named = Object.values(services).flatMap(({ depends_on = [] }) =>
      Array.isArray(depends_on) ? depends_on : Object.keys(depends_on),
    );
    const upstreams = [...readText("deploy/Caddyfile").matchAll(/\b([a-z0-9-]+):\d{4}\b/g)].map(
      (match) => match[1],
    );
    expect(upstreams).toHaveLength(4);
    for (const name of [...named, ...upstreams]) expect(Object.keys(services)).toContain(name);
  });

  test("asks for nothing that README does not tell of", () => {
    const asked = new Set(
      [...readText("compose.yaml").matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? ""),
    );
    expect([...asked].toSorted()).toStrictEqual(["PUBLIC_URL", "REDIS_PASSWORD"]);
    for (const name of asked) expect(readText("README.md")).toContain(`\`${name}\``);
  });
});

describe("deploy/kubernetes.yaml", () => {
  const documents = parseAllDocuments(readText("deploy/kubernetes.yaml"));
  const manifests: Manifest[] = documents.map((document) => document.toJS());
  const deployments = manifests.filter(({ kind }) => kind === "Deployment");
  const containers = deployments.flatMap(({ spec }) => spec.template?.spec.containers ?? []);

  test("is YAML, and sets only variables that there are", () => {
    expect(documents.flatMap(({ errors }) => errors)).toStrictEqual([]);
    expect(containers).toHaveLength(2);
    for (const { name } of containers.flatMap(({ env }) => env)) expect(variables).toContain(name);
  });

  test("selects what it makes, and leads to services that there are", () => {
    const labels = deployments.map(({ spec }) => spec.template?.metadata.labels.app);
    for (const { spec } of manifests.filter(({ kind }) => kind !== "Ingress"))
      expect(labels).toContain(spec.selector.matchLabels?.app ?? spec.selector.app);
    const services = manifests.filter(({ kind }) => kind === "Service").map(({ metadata }) => metadata.name);
    const backends = manifests.flatMap(({ spec }) =>
      (spec.rules ?? []).flatMap(({ http }) => http.paths.map(({ backend }) => backend.service.name)),
    );
    expect(backends).toHaveLength(3);
    for (const name of backends) expect(services).toContain(name);
  });

  test("asks the node what it answers, and gives it the time that it needs to stop", () => {
    const node = deployments.find(({ metadata }) => metadata.name === "node")?.spec.template?.spec;
    expect(node?.containers[0]?.livenessProbe?.httpGet.path).toBe("/livez");
    expect(node?.containers[0]?.readinessProbe.httpGet.path).toBe("/readyz");
    expect(node?.terminationGracePeriodSeconds).toBeGreaterThan(STOP_SECONDS + 5);
  });
});

test("what the images run is there", () => {
  const text = ["deploy/Dockerfile", "compose.yaml", "deploy/kubernetes.yaml"].map(readText).join("\n");
  const programs = new Set(
    [...text.matchAll(/\b((?:server\/src|scripts)\/[\w/.-]+\.ts|node_modules\/next\/[\w/.-]+)/g)].map(
      (match) => match[0],
    ),
  );
  expect(programs.size).toBe(3);
  for (const program of programs) expect(existsSync(join(root, program))).toBe(true);
});
