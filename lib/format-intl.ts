/** How a person reads times. Nothing here asks the machine: a test and a reader in another zone say what holds. */
export interface Reader {
  /** BCP 47 */
  locale: string;
  /** IANA name; the machine's zone when undefined */
  timeZone?: string | undefined;
  /** undefined: as the locale has it */
  hour12?: boolean | undefined;
}

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs about a hundred times what using it does, and a transcript uses it for every row. */
export function dateFormat(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const all: Intl.DateTimeFormatOptions = { ...options };
  if (reader.timeZone !== undefined) all.timeZone = reader.timeZone;
  if (reader.hour12 !== undefined && options.hour !== undefined) all.hour12 = reader.hour12;
  const key = JSON.stringify([reader.locale, all]);
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(reader.locale, all);
  made.set(key, format);
  return format;
}

const madeRelative = new Map<string, Intl.RelativeTimeFormat>();

/** "yesterday", "5 minutes ago"; kept for the same reason. */
export function relativeFormat({ locale }: Reader): Intl.RelativeTimeFormat {
  const known = madeRelative.get(locale);
  if (known) return known;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  madeRelative.set(locale, format);
  return format;
}

/** A formatter keeps the machine's zone of the moment when it was made: after a journey all are made anew (U59). */
export function forgetFormats(): void {
  made.clear();
}
