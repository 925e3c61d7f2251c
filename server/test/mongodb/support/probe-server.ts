import { type Document, MongoClient } from "mongodb";

/** Of so many members, one may be away and there is still a majority. */
const MEMBERS = 3;

export interface ProbedServer {
  /** what it calls itself, with its version */
  name: string;
  /** whether the URL names a replica set that can lose its primary */
  canFailOver: boolean;
  /** whether an update of a document never undoes another one at the same moment */
  updatesAreAtomic: boolean;
  /** whether a query reads only what it finds */
  readsByKey: boolean;
}

/** What the tests have to know of the server that they run against. */
export async function probeServer(url: string): Promise<ProbedServer> {
  const client = new MongoClient(url);
  try {
    const admin = client.db("admin");
    const { version, ferretdbVersion }: Document = await admin.command({ buildInfo: 1 });
    const { hosts }: Document = await admin.command({ isMaster: 1 });
    const isDirect = /[?&]directConnection=true\b/.test(url);
    return {
      name: ferretdbVersion ? `FerretDB ${ferretdbVersion}` : `MongoDB ${version}`,
      // A single member is asked about its set only when it was named as the set.
      canFailOver: !isDirect && Array.isArray(hosts) && hosts.length >= MEMBERS,
      // FerretDB v1 reads, changes and writes in three steps.
      updatesAreAtomic: ferretdbVersion === undefined,
      // FerretDB v1 on SQLite reads the whole collection unless the query names one _id.
      readsByKey: ferretdbVersion === undefined,
    };
  } finally {
    await client.close();
  }
}
