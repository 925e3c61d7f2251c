import type { Session } from "../domain/ports.ts";

declare global {
  namespace Express {
    /** What the first handlers of a request learn for the later ones. */
    interface Request {
      /** names this request in its answer and in the log */
      requestId: string;
      /** there once `authenticate` let the request pass */
      session?: Session;
      /** of its route, when Express's router did not find it */
      pattern?: string;
    }
  }
}
