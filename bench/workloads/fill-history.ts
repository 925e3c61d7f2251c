/** `node fill-history.ts ours|naive <directory>`: writes a history as long as the JSON on its input says. */
import { json } from "node:stream/consumers";
import { z } from "zod";
import { fillNaive, fillOurs } from "./history-stores.ts";

const [contestant, directory] = z.tuple([z.enum(["ours", "naive"]), z.string()]).parse(process.argv.slice(2));
const lengths = z.array(z.number()).parse(await json(process.stdin));
if (contestant === "ours") await fillOurs(directory, lengths);
else fillNaive(directory, lengths);
