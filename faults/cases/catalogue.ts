import { killAtRandom } from "./f01-kill-at-random.ts";
import { killAtFailpoints } from "./f02-kill-at-failpoints.ts";
import { stopUnderLoad } from "./f04-stop-under-load.ts";
import { powerCut } from "./f13-power-cut.ts";
import { diskFull } from "./f14-disk-full.ts";
import { failedFlush, slowDisk } from "./f16-f17-bad-disk.ts";
import { readOnlyDisk } from "./f19-read-only-disk.ts";
import { descriptorsUsedUp } from "./f21-descriptors-used-up.ts";
import { secondOwner } from "./f22-second-owner.ts";
import { answerLost } from "./f23-answer-lost.ts";
import { halfOpen } from "./f24-half-open.ts";
import { latency, resets } from "./f25-f32-bad-lines.ts";
import { downlinkDead } from "./f28-downlink-dead.ts";
import { noWebSocket } from "./f34-no-websocket.ts";
import { slowReader } from "./f35-slow-reader.ts";
import { reconnectStorm } from "./f36-reconnect-storm.ts";
import { clockJumps } from "./f38-clock-jumps.ts";
import { identicalAtOnce, replayAfterDay } from "./f40-f41-repeats.ts";
import { pushesDoubled, pushesDropped, pushesSwapped } from "./f42-f44-pushes.ts";
import { devices } from "./f45-devices.ts";
import { sessionExpires, sessionRevoked } from "./f51-f52-sessions.ts";
import { hotConversation } from "./f59-hot-conversation.ts";
import { handlerThrows } from "./f61-handler-throws.ts";
import { olderBackup } from "./f63-older-backup.ts";
import type { FaultCase } from "./fault-case.ts";
import { nodesCases } from "./nodes/nodes-cases.ts";

/** All faults on the real server; those in a real browser (F47, F49) are in e2e/faults.spec.ts. */
export const catalogue: readonly FaultCase[] = [
  killAtRandom,
  killAtFailpoints,
  stopUnderLoad,
  powerCut,
  diskFull,
  slowDisk,
  failedFlush,
  readOnlyDisk,
  descriptorsUsedUp,
  secondOwner,
  answerLost,
  halfOpen,
  latency,
  downlinkDead,
  resets,
  noWebSocket,
  slowReader,
  reconnectStorm,
  clockJumps,
  identicalAtOnce,
  replayAfterDay,
  pushesSwapped,
  pushesDoubled,
  pushesDropped,
  devices,
  sessionRevoked,
  sessionExpires,
  hotConversation,
  handlerThrows,
  olderBackup,
  ...nodesCases,
];
