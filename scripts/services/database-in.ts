/** The same server with another database. A replica set is named by a list of hosts, with which a URL is none to JavaScript. */
export function databaseIn(url: string, name: string): string {
  return url.replace(/^([^/]+\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
}
