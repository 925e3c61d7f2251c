import type { ChatCounters } from "./chat-counters.ts";
import type { ChatModel } from "./chat-model.ts";
import type { ChatApi, ChatSocket, ClientClock, ClientRandom, Device } from "./chat-ports.ts";
import type { ChatStorage } from "./chat-storage.ts";
import type { Scope } from "./scope.ts";
import type { TabMessage } from "./tab-message.ts";

/** What the drivers of one signed-in person share. */
export interface ChatContext {
  readonly model: ChatModel;
  readonly scope: Scope;
  readonly clock: ClientClock;
  readonly random: ClientRandom;
  readonly device: Device;
  /** its answers end with the scope */
  readonly api: ChatApi;
  readonly storage: ChatStorage;
  readonly counters: ChatCounters;
  readonly emit: ChatSocket["emit"];
  /** Tells the other tabs of this person. */
  readonly tell: (message: TabMessage) => void;
  readonly leading: () => boolean;
}
