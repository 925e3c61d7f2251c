import { randomUUID } from "node:crypto";
import type { Match, Message } from "@duologue/protocol/models";
import { Account } from "../../scripts/demo/account.ts";
import type { System } from "./system.ts";

/** Somebody in a test: acts through the API here, and through a browser once `open` gave them one. */
export class Person {
  readonly account: Account;

  private constructor(account: Account) {
    this.account = account;
  }

  static async signUp(system: System, name: string): Promise<Person> {
    const email = `${randomUUID()}@example.test`;
    return new Person(await Account.signUp(system.nextUrl(), { name, email, password: randomUUID() }));
  }

  get id(): string {
    return this.account.id;
  }

  get name(): string {
    return this.account.credentials.name;
  }

  /** Makes an open match of the two; answers its id. */
  async matchWith(other: Person): Promise<string> {
    return (await this.account.matchWith(other.account)).id;
  }

  send(matchId: string, content: string): Promise<Message> {
    return this.account.call("POST", `/api/messages/${matchId}`, { content });
  }

  /** Sends one after the other, so that they are stored in this order. */
  async sendAll(matchId: string, contents: readonly string[]): Promise<void> {
    for (const content of contents) await this.send(matchId, content);
  }

  /** The match as this person's list shows it. */
  match(matchId: string): Promise<Match> {
    return this.account.call("GET", `/api/matches/${matchId}`);
  }

  async endMatch(matchId: string): Promise<void> {
    await this.account.call("DELETE", `/api/matches/${matchId}`);
  }
}
