import { randomUUID } from "node:crypto";
import type { Down, DownEvents } from "@duologue/protocol/down";
import { errors, type Problem } from "@duologue/protocol/errors";
import type { EventsPage } from "@duologue/protocol/http";
import type { Message } from "@duologue/protocol/models";
import type { Ack, UpEvents } from "@duologue/protocol/up";
import { io, type Socket } from "socket.io-client";
import type { Sight } from "../history/entry.ts";
import { authorisedFetch } from "./authorised-fetch.ts";
import { noteOutcome, type Observer } from "./recorded-api.ts";
import { sightOfEvent, sightOfMessage } from "./sights.ts";
import type { Talker } from "./talker.ts";

export interface PlainOptions extends Observer {
  url: string;
  token: string;
  matches: readonly string[];
  /** more headers for the handshake of the socket */
  headers?: Record<string, string>;
  /** how often it reads the log whatever it heard, in milliseconds */
  pollEvery?: number;
}

interface Letter {
  match: string;
  content: string;
  key: string;
}

type SendOutcome = Parameters<typeof noteOutcome>[0];

const RETRY_MS = 100;
/** Often enough to make up soon for what was lost. */
const POLL_MS = 5_000;
const PATIENCE_MS = 5_000;

/**
 * A client written from the contract alone, with fetch and the stock socket client, and as plain as can be: one message
 * at a time, the same again until there is an answer, every other one by socket; whatever it hears out of turn, and
 * every five seconds, it reads the log from where it is.
 */
export class PlainClient implements Talker {
  readonly device: string;
  readonly user: string;
  readonly socket: Socket<DownEvents, UpEvents>;
  readonly #options: PlainOptions;
  readonly #fetch: typeof fetch;
  readonly #logs = new Map<string, Sight[]>();
  readonly #pulling = new Set<string>();
  readonly #letters: Letter[] = [];
  readonly #poll: NodeJS.Timeout;
  /** how often its socket has connected */
  connects = 0;
  #sending = false;
  #sent = 0;
  #closed = false;

  constructor(options: PlainOptions) {
    this.#options = options;
    this.device = options.device;
    this.user = options.user;
    this.#fetch = authorisedFetch(options.token);
    for (const match of options.matches) this.#logs.set(match, []);
    this.socket = io(options.url, {
      forceNew: true,
      transports: ["websocket"],
      auth: { token: options.token },
      ackTimeout: PATIENCE_MS,
      ...(options.headers && { extraHeaders: options.headers }),
    });
    this.#listen();
    this.#poll = setInterval(() => this.#pullAll(), options.pollEvery ?? POLL_MS);
  }

  write(match: string, content: string): void {
    const { recorder, device, user } = this.#options;
    recorder.note({ what: "composed", device, user, match, content });
    this.#letters.push({ match, content, key: randomUUID() });
    void this.#drain();
  }

  unsent(): number {
    return this.#letters.length;
  }

  shown(match: string): readonly Sight[] {
    return (this.#logs.get(match) ?? []).filter(({ content }) => content !== null);
  }

  read(match: string): void {
    const seq = this.#logs.get(match)?.length;
    if (seq) this.socket.volatile.emit("read", { matchId: match, seq });
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#poll);
    this.socket.close();
  }

  #listen(): void {
    const { recorder, device, user } = this.#options;
    this.socket.on("connect", () => {
      this.connects += 1;
      for (const match of this.#logs.keys()) this.socket.volatile.emit("join-conversation", match);
      this.#pullAll();
    });
    this.socket.on("new-message", (message) => {
      const sight = sightOfMessage(message);
      recorder.note({ what: "pushed", device, user, match: message.matchId, sights: [sight] });
      this.#heard(message.matchId, sight);
    });
    this.socket.onAny((_name: string, payload: Down[keyof Down]) =>
      recorder.hear(user, JSON.stringify(payload)),
    );
  }

  #heard(match: string, sight: Sight): void {
    const log = this.#logs.get(match);
    if (log === undefined || sight.seq <= log.length) return;
    if (sight.seq === log.length + 1 && !this.#pulling.has(match)) this.#apply(match, [sight]);
    else void this.#pull(match);
  }

  #apply(match: string, sights: readonly Sight[]): void {
    const log = this.#logs.get(match) ?? [];
    const news = sights.filter(({ seq }) => seq > log.length);
    if (news.length === 0) return;
    const { recorder, device, user } = this.#options;
    const what = log.length === 0 ? "shown" : "appended";
    recorder.note({ what, device, user, match, sights: news.filter(({ content }) => content !== null) });
    log.push(...news);
  }

  #pullAll(): void {
    for (const match of this.#logs.keys()) void this.#pull(match);
  }

  async #pull(match: string): Promise<void> {
    if (this.#pulling.has(match)) return;
    this.#pulling.add(match);
    try {
      while (!this.#closed && (await this.#pullPage(match)));
    } catch {
      // The server is away; the next poll tries again.
    } finally {
      this.#pulling.delete(match);
    }
  }

  /** @returns whether there is more */
  async #pullPage(match: string): Promise<boolean> {
    const { recorder, device, user, url } = this.#options;
    const after = this.#logs.get(match)?.length ?? 0;
    const response = await this.#fetch(`${url}/api/messages/${match}/events?after=${after}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return false;
    const text = await response.text();
    recorder.hear(user, text);
    const page = JSON.parse(text) as EventsPage;
    if ("reset" in page) throw new Error(`${match} was reset, and nothing was restored`);
    const sights = page.events.map(sightOfEvent);
    recorder.note({ what: "paged", device, user, match, after, sights });
    this.#apply(match, sights);
    return page.hasMore;
  }

  async #drain(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let letter = this.#letters[0]; letter !== undefined && !this.#closed; letter = this.#letters[0]) {
      if (await this.#attempt(letter)) this.#letters.shift();
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.#sending = false;
  }

  /** @returns whether this message is done with */
  async #attempt(letter: Letter): Promise<boolean> {
    const { recorder, device, user } = this.#options;
    const { match, key, content } = letter;
    recorder.note({ what: "invoked", device, user, match, content, key });
    this.#sent += 1;
    const bySocket = this.#sent % 2 === 0 && this.socket.connected;
    const outcome = await (bySocket ? this.#say(letter) : this.#post(letter)).catch(unanswered);
    noteOutcome(outcome, { recorder, user, match, key });
    return outcome.ok || !outcome.retry;
  }

  async #post({ match, content, key }: Letter): Promise<SendOutcome> {
    const response = await this.#fetch(`${this.#options.url}/api/messages/${match}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ content, clientMessageId: key }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body = (await response.json()) as Message | Problem;
    return "code" in body ? refusal(body) : { ok: true, value: body };
  }

  async #say({ match, content, key }: Letter): Promise<SendOutcome> {
    const letter = { matchId: match, content, clientMessageId: key };
    const ack: Ack<"send-message"> = await this.socket.emitWithAck("send-message", letter);
    return ack.ok ? { ok: true, value: ack.message } : refusal(ack.error);
  }
}

function refusal({ code, detail }: Problem): SendOutcome {
  return { ok: false, code, detail, retry: errors[code].retryable };
}

function unanswered(): SendOutcome {
  return { ok: false, code: "network", detail: "", retry: true };
}
