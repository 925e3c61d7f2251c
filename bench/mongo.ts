/**
 * `npm run bench:mongo`: what a message costs where MongoDB keeps it, at MONGODB_URL or on a server that is started for it.
 *
 * Measures: CPU of one node per message over HTTP, when its sender has 5 000 conversations and when there are 5, as a
 * ratio within rounds; two nodes on which a hundred each write into one conversation at once; the bytes of a message.
 * Does not measure: the database's own CPU, a network, a replica set or shards unless MONGODB_URL names them.
 */
import { type Figure, tableOf } from "./browser/figure.ts";
import { deploy } from "./mongo/deployment.ts";
import { hotConversation } from "./mongo/hot-conversation.ts";
import { manyConversations } from "./mongo/many-conversations.ts";
import { messageBytes } from "./mongo/message-bytes.ts";

await using deployment = await deploy();
process.stdout.write(`MongoDB: ${deployment.name}\n`);
const { refused, p99 } = await hotConversation(deployment);
const { ratio, microseconds } = await manyConversations(deployment);
const bytes = await messageBytes(deployment);
const figures: Figure[] = [
  {
    what: "answers other than 201 to 2 × 100 sends at once in one conversation",
    value: refused,
    unit: "",
    bound: 0,
  },
  { what: "p99 of these sends", value: p99, unit: "ms", bound: 3_000 },
  { what: "CPU per message with 5 000 conversations / 5", value: ratio.value, unit: "", bound: 1.1 },
  { what: "CPU of a node per message", value: microseconds / 1_000, unit: "ms" },
  { what: "bytes of a message of 100 characters", value: Math.round(bytes.document), unit: "" },
  { what: "bytes of its keys", value: Math.round(bytes.keys), unit: "" },
];
process.stdout.write(`${tableOf(figures)}\n`);
process.stdout.write(
  `The ratio rests on ${ratio.rounds} rounds: ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} with 95 % confidence.\n`,
);
if (figures.some(({ value, bound }) => bound !== undefined && value > bound)) process.exitCode = 1;
