import type { ChatPorts } from "../../lib/chat-ports.ts";
import type { Domain } from "../../server/src/domain/domain.ts";
import type { MakeCache, Store } from "../../server/src/domain/ports.ts";
import type { MemoryData } from "../../server/test/support/memory-data.ts";
import type { Scheduler } from "../engine/scheduler.ts";

/** Where a part of the system may be put into something that breaks it, to see whether the checks notice. */
export interface Parts {
  store(store: Store, world: { data: MemoryData; scheduler: Scheduler }): Store;
  domain(domain: Domain): Domain;
  makeCache(make: MakeCache): MakeCache;
  ports(ports: ChatPorts): ChatPorts;
  /** whether a session that was revoked is still taken for valid by those who hold sockets of it */
  trustsRevoked: boolean;
}

/** The system as it is. */
export const sound: Parts = {
  store: (store) => store,
  domain: (domain) => domain,
  makeCache: (make) => make,
  ports: (ports) => ports,
  trustsRevoked: false,
};
