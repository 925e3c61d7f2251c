import { MongoClient } from "mongodb";

/** Of so many members, one may be away and there is still a majority. */
const MEMBERS = 3;

/** Whether the URL names a replica set that can lose its primary. */
export async function canFailOver(url: string): Promise<boolean> {
  // A single member is asked about its set only when it was named as the set.
  if (/[?&]directConnection=true\b/.test(url)) return false;
  const client = new MongoClient(url);
  try {
    const { hosts } = await client.db("admin").command({ isMaster: 1 });
    return Array.isArray(hosts) && hosts.length >= MEMBERS;
  } finally {
    await client.close();
  }
}
