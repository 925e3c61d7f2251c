import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";

export type Log = Logger;

const SECRET = [
  "cookie",
  "authorization",
  "set-cookie",
  "set-auth-token",
  "token",
  "password",
  "secret",
  "content",
];
/** The log's redaction knows no "at any depth": these are the depths at which our records carry members. */
const DEPTHS = ["", "*", "*.*"];

/** One JSON object a line, on standard output. What nobody may read in a log is replaced wherever it turns up (R9). */
export function openLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: stdSerializers.err },
    redact: {
      paths: DEPTHS.flatMap((depth) => SECRET.map((name) => `${depth}["${name}"]`)),
      censor: "[redacted]",
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
