/** What the proxy does to the connections that go through it. Every part may be changed at any time. */
export interface Weather {
  /** milliseconds that everything takes in each direction, at least and at most */
  delay: { min: number; max: number };
  /** nothing goes on in this direction; what comes meanwhile is passed on afterwards */
  stalled: { up: boolean; down: boolean };
  /** nothing comes back: what the server says is swallowed */
  blackhole: boolean;
  /** requests to upgrade to a WebSocket are answered with 503 */
  refusesUpgrade: boolean;
  /** how many bytes from the server a new connection carries before it is reset, in the middle of whatever it is */
  resetAfter: (() => number) | undefined;
  /** of whole server→client WebSocket messages that push an event: how many are lost, come twice, or after the next one */
  pushes: { dropped: number; doubled: number; swapped: number };
}

export function fairWeather(): Weather {
  return {
    delay: { min: 0, max: 0 },
    stalled: { up: false, down: false },
    blackhole: false,
    refusesUpgrade: false,
    resetAfter: undefined,
    pushes: { dropped: 0, doubled: 0, swapped: 0 },
  };
}
