import { createApi } from "./api.ts";
import { apiUrlOfPage } from "./api-url.ts";
import { browserPorts } from "./browser-ports.ts";
import { type Chat, createChat } from "./chat-store.ts";
import { createHttp } from "./http.ts";

let chat: Chat | undefined;
let api: ReturnType<typeof createApi> | undefined;

/** Rendering on the server makes a chat too, and never calls anybody. */
const apiUrl = (): string => (typeof document === "undefined" ? "" : apiUrlOfPage(document));

/** The server's HTTP contract, as this browser reaches it. */
export function browserApi(): ReturnType<typeof createApi> {
  api ??= createApi(createHttp(apiUrl()));
  return api;
}

/**
 * The one chat of this browser tab, made when it is first asked for. Rendering on the server gets one too, which never
 * does anything: a chat begins with `start`, and only a browser's first subscriber starts it.
 */
export function browserChat(): Chat {
  chat ??= startedBySubscriber(createChat(browserPorts(browserApi(), apiUrl())));
  return chat;
}

function startedBySubscriber(made: Chat): Chat {
  let started = false;
  return {
    ...made,
    subscribe: (listener) => {
      if (!started) void made.actions.start();
      started = true;
      return made.subscribe(listener);
    },
  };
}
