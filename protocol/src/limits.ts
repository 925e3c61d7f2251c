/** Every limit of the wire contract, in one place and free of the schema library so that browsers can import it. */

/** Unicode code points of a message after trimming. */
export const CONTENT_MAX_CODE_POINTS = 4_000;
/** UTF-8 bytes of a message: four bytes for each code point. */
export const CONTENT_MAX_BYTES = 16_384;

/** Graphemes (what a reader counts as one character) of a person's name. */
export const NAME_MAX_GRAPHEMES = 50;
/** Unicode code points of a person's description of themselves. */
export const BIO_MAX_CODE_POINTS = 500;

/** UTF-16 code units, as the account library counts. */
export const PASSWORD_MIN_CHARACTERS = 8;
export const PASSWORD_MAX_CHARACTERS = 128;
/** The longest address that SMTP can carry (RFC 5321, erratum 1690). */
export const EMAIL_MAX_CHARACTERS = 254;

/** Items of one page of people, matches or messages. */
export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 50;
/** Events of one catch-up page. */
export const EVENTS_PAGE_MAX = 200;
/**
 * UTF-16 code units of all texts on one page of messages or events: 256 KiB in memory. What has no room is on the next
 * page.
 */
export const PAGE_TEXT_MAX = 131_072;
/** Matches in one sync answer. */
export const SYNC_PAGE_MAX = 500;

/** Bytes of a JSON body and of one socket packet. */
export const BODY_MAX_BYTES = 65_536;

/** How long a typing signal is believed without being renewed, in milliseconds. */
export const TYPING_EXPIRES_MS = 6_000;
