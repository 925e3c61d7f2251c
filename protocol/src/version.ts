/**
 * The version of the wire contract. Additions that an older client may ignore do not raise it.
 *  1  the first contract
 */
export const PROTOCOL_VERSION = 1;
