import type { Person } from "./person.ts";
import { WEB_ORIGIN } from "./test-server.ts";

/** As our own web app sends it. */
export const fromOurPage = ({ cookie }: Person) => ({ Cookie: cookie, Origin: WEB_ORIGIN });
/** As a program sends it. */
export const withToken = ({ token }: Person) => ({ Authorization: `Bearer ${token}` });
