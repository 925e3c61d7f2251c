import type { Population } from "../contenders/contender.ts";
import { inParallel } from "../contenders/in-parallel.ts";
import { personAt } from "../contenders/template.ts";
import { DeliveryRecord } from "./delivery-record.ts";
import { acknowledgementId, Device } from "./device.ts";
import { OrderCheck } from "./order-check.ts";
import { messageNumberIn, seqIn } from "./texts.ts";

const CONNECTS_AT_ONCE = 32;
/** How long after the last send a frame may still come before it counts as lost. */
const DRAIN_MS = 10_000;

const ACK = 0x33; // "3" in 43…
const EVENT_NAME = 4; // after 42["
const LOWER_N = 0x6e;
const OF_NEW_MESSAGE = EVENT_NAME + "new-".length;
const LOWER_M = 0x6d;

export interface CrewOptions {
  /** how many devices each person has, by place */
  devicesOf: (place: number) => number;
  /** conversations (places) whose rooms both members join with their devices */
  joined: readonly number[];
  /** of the messages that this crew sends; those of two crews on the same data must differ */
  firstNumber?: number;
}

/** All devices of a population, connected to the servers under test; gives every frame that they receive to the record of the round. */
export class Crew {
  readonly population: Population;
  /** by the person's place; empty when offline */
  readonly devices: readonly (readonly Device[])[];
  #record: DeliveryRecord;
  readonly #orderOf = new Map<Device, OrderCheck>();
  /** called after each message that was accepted */
  onAcknowledged: (number: number) => void = () => {};
  /** frames of all kinds since the crew assembled; tells an idle generator from a busy one */
  frames = 0;

  private constructor(population: Population, devices: Device[][], firstNumber: number) {
    this.population = population;
    this.devices = devices;
    this.#record = new DeliveryRecord(firstNumber);
  }

  /** @param urlOf of the server of each person, by their place */
  static async assemble(
    urlOf: (place: number) => string,
    population: Population,
    options: CrewOptions,
  ): Promise<Crew> {
    const devices = population.people.map((): Device[] => []);
    const crew = new Crew(population, devices, options.firstNumber ?? 0);
    const wanted = population.people.flatMap((_, place) =>
      Array.from({ length: options.devicesOf(place) }, () => place),
    );
    await inParallel(wanted, CONNECTS_AT_ONCE, async (place) => {
      const { token } = personAt(population, place);
      const onFrame = (device: Device, frame: Buffer, at: number) => crew.#receive(device, frame, at);
      const device = await Device.connect({ url: urlOf(place), token, place, onFrame });
      device.onLost = (code) => crew.#record.fail(`a device was cut with ${code}`);
      crew.#orderOf.set(device, new OrderCheck());
      devices[place]?.push(device);
      await device.request("join", personAt(population, place).id);
    });
    await inParallel(options.joined, CONNECTS_AT_ONCE, (conversation) => crew.#join(conversation));
    return crew;
  }

  /** Starts a new round. */
  begin(): DeliveryRecord {
    this.#record = new DeliveryRecord(this.#record.next);
    return this.#record;
  }

  /** Waits for all frames of the round; then throws when any was lost, doubled, out of order or unasked for. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_MS;
    while (this.#record.outstanding > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const failures = [...this.#record.failures, ...this.#record.missing()];
    if (failures.length > 0)
      throw new Error(
        `${failures.length} failures of delivery, such as:\n${failures.slice(0, 10).join("\n")}`,
      );
  }

  close(): void {
    for (const device of this.devices.flat()) device.close();
  }

  async #join(conversation: number): Promise<void> {
    const { matchId = "", members = [] } = this.population.conversations[conversation] ?? {};
    const devices = members.flatMap((place) => this.devices[place] ?? []);
    await Promise.all(devices.map((device) => device.request("join-conversation", matchId)));
  }

  #receive(device: Device, frame: Buffer, at: number): void {
    this.frames += 1;
    if (frame[1] === ACK) this.#acknowledged(frame, at);
    else if (frame[EVENT_NAME] === LOWER_N) this.#pushed(device, frame, at);
  }

  #acknowledged(frame: Buffer, at: number): void {
    const number = acknowledgementId(frame);
    if (!frame.includes('"ok":true')) {
      this.#record.fail(`message ${number} was refused: ${frame.toString()}`);
      return;
    }
    this.#record.acknowledge(number, at);
    this.onAcknowledged(number);
  }

  #pushed(device: Device, frame: Buffer, at: number): void {
    const number = messageNumberIn(frame);
    const sent = number === undefined ? undefined : this.#record.find(number);
    if (number === undefined || sent === undefined) {
      if (number !== undefined)
        this.#record.fail(`a push of message ${number}, which this round did not send`);
      return;
    }
    const isMessage = frame[OF_NEW_MESSAGE] === LOWER_M;
    const counts = isMessage ? sent.expected.receipts !== undefined : sent.expected.receipts === undefined;
    /* Who is only notified hears nothing of what they send themselves: their numbers have gaps. */
    if (counts) this.#checkOrder(device, { ...sent, number, seq: isMessage ? seqIn(frame) : undefined });
    this.#record.push(number, isMessage ? "new-message" : "new-notification", { place: device.place, at });
  }

  #checkOrder(
    device: Device,
    push: { sender: number; conversation: number; number: number; seq: number | undefined },
  ) {
    const violation = this.#orderOf.get(device)?.violation({ ...push, place: device.place });
    if (violation !== undefined) this.#record.fail(violation);
  }
}
