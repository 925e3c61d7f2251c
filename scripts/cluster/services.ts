import { MONGO_MEANS, mongoProgram } from "../services/mongo-program.ts";
import { onPath } from "../services/on-path.ts";
import { OwnMongo } from "../services/own-mongo.ts";
import { OwnRedis } from "../services/own-redis.ts";
import { StartError } from "../start/start-error.ts";

interface Urls {
  MONGODB_URL: string;
  REDIS_URL: string;
}

/**
 * The services that the environment names; the others are started on this machine, empty, if there is something to start.
 * @throws StartError that says what is missing
 */
export async function startServices(env: NodeJS.ProcessEnv, open: AsyncDisposableStack): Promise<Urls> {
  const { MONGODB_URL, REDIS_URL } = env;
  const lacks = [
    ...(MONGODB_URL || (await mongoProgram()) ? [] : [`MongoDB: ${MONGO_MEANS}`]),
    ...(REDIS_URL || onPath("redis-server") ? [] : ["Redis: set REDIS_URL, or install redis-server"]),
  ];
  if (lacks.length > 0) throw new StartError(["Several nodes need", ...lacks].join("\n  "));
  return {
    REDIS_URL: REDIS_URL || open.use(await OwnRedis.start({ ownGroup: true })).url,
    MONGODB_URL: MONGODB_URL || (await startMongo(open)),
  };
}

async function startMongo(open: AsyncDisposableStack): Promise<string> {
  const mongo = open.use(await OwnMongo.start({ ownGroup: true }));
  process.stdout.write(`MongoDB: ${mongo.name}; its data goes with the cluster\n`);
  return mongo.url;
}
