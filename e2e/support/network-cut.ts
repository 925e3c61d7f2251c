/** What the browser itself says on its console about requests that it could not make, for `consoleErrors.allow`. */
export const NETWORK_CUT = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection/;
