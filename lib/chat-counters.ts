/** What happened behind the screens; for tests, simulations and a developer's console. */
export interface ChatCounters {
  syncs: number;
  syncFailures: number;
  /** cursors or tokens that the server could not serve, and changes of the epoch */
  resets: number;
  /** pages of missed events that were fetched */
  pulls: number;
  pullFailures: number;
  /** attempts to send, first ones and repeated ones */
  sends: number;
  /** attempts whose outcome is unknown, or that were told to come later */
  sendRetries: number;
  sendRejections: number;
  connects: number;
  /** attempts to fetch the code of the socket that failed */
  socketLoadFailures: number;
}

export function noCounts(): ChatCounters {
  return {
    syncs: 0,
    syncFailures: 0,
    resets: 0,
    pulls: 0,
    pullFailures: 0,
    sends: 0,
    sendRetries: 0,
    sendRejections: 0,
    connects: 0,
    socketLoadFailures: 0,
  };
}
