import type { Clock, Random } from "../../domain/ports.ts";
import { makeRedisClient, type RedisClient } from "./redis-client.ts";
import type { Operation, RedisMetrics } from "./redis-metrics.ts";

/** Times in milliseconds. Everything that is asked of Redis has this long: it carries hints, and a late one is none. */
const ANSWER_WITHIN = 500;
/** The answer may be there and this process too busy to have read it: it reads before its next timer. */
const SECOND_LOOK = 10;
const HEARTBEAT = 1_000;
const RETRY_FIRST = 50;
const RETRY_MAX = 2_000;

interface LinkOptions {
  url: string;
  clock: Clock;
  random: Random;
  metrics: RedisMetrics;
  /** Called with each new connection; when it fails, the connection is of no use. */
  onConnected?: (client: RedisClient) => Promise<void>;
  /** The connection was lost, for this reason, or is there again. */
  onChange: (lost: Error | undefined) => void;
}

/**
 * One connection to Redis that is made anew whenever it breaks or an answer does not come in time. While it is away
 * every command fails at once; nothing waits, and nothing is kept for later.
 */
export class RedisLink {
  readonly #options: LinkOptions;
  #client: RedisClient | undefined;
  #cancelTimer = () => {};
  #isClosed = false;

  private constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** @throws what the first attempt to connect fails with */
  static async open(options: LinkOptions): Promise<RedisLink> {
    const link = new RedisLink(options);
    await link.#connect();
    return link;
  }

  /** @throws Error when Redis is away, refuses the command, or does not answer within 500 ms */
  async run<Answer>(
    operation: Operation,
    command: (client: RedisClient) => Promise<Answer>,
  ): Promise<Answer> {
    const { clock, metrics } = this.#options;
    const client = this.#client;
    let cancel = () => {};
    try {
      if (client === undefined) throw new Error("Redis is away");
      // Losing the connection fails whatever waits for an answer on it.
      const giveUp = () => this.#lose(client, new Error(`no answer within ${ANSWER_WITHIN} ms`));
      cancel = clock.after(ANSWER_WITHIN, () => {
        cancel = clock.after(SECOND_LOOK, giveUp);
      });
      return await command(client);
    } catch (error) {
      metrics.failures.inc({ operation });
      throw error;
    } finally {
      cancel();
    }
  }

  /**
   * Says what nobody waits for. What Redis refuses is counted, and so is what it never answers: the next heart-beat ends
   * the connection. A time for each would cost more than saying it.
   */
  tell(operation: Operation, command: (client: RedisClient) => Promise<unknown>): void {
    const failed = () => this.#options.metrics.failures.inc({ operation });
    if (this.#client === undefined) failed();
    else command(this.#client).catch(failed);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer();
    this.#client?.destroy();
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const { url, onConnected, onChange } = this.#options;
    const client = makeRedisClient(url);
    client.on("error", (error: Error) => this.#lose(client, error));
    try {
      await client.connect();
    } catch (error) {
      client.destroy();
      throw error;
    }
    if (this.#isClosed) return client.destroy();
    // At once: what is asked for while the rest of this goes on finds the new connection, not none.
    this.#client = client;
    this.#beat();
    try {
      await onConnected?.(client);
      if (this.#client === client) onChange(undefined);
    } catch (error) {
      this.#lose(client, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #beat(): void {
    this.#cancelTimer = this.#options.clock.after(HEARTBEAT, () => {
      this.run("ping", (client) => client.ping()).then(
        () => this.#client && this.#beat(),
        () => {},
      );
    });
  }

  #lose(client: RedisClient, reason: Error): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#cancelTimer();
    client.destroy();
    this.#options.onChange(reason);
    this.#retry(RETRY_FIRST);
  }

  #retry(delay: number): void {
    const { clock, random } = this.#options;
    this.#cancelTimer = clock.after(delay * (0.5 + random.fraction()), () => {
      this.#connect().catch(() => {
        if (!this.#isClosed) this.#retry(Math.min(2 * delay, RETRY_MAX));
      });
    });
  }
}
