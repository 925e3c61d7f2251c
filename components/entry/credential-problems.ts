import { nameProblem } from "@duologue/protocol/name";

/** The shortest and the longest password that an account may have; the server has the last word. */
const PASSWORD_MIN = 8;
const PASSWORD_MAX = 128;

export interface Credentials {
  name?: string;
  email: string;
  password: string;
}

export type CredentialProblems = Partial<Record<keyof Credentials, string>>;

/** What is wrong with the form, by field, each with the way to mend it (A28). */
export function credentialProblems(
  { name, email, password }: Credentials,
  isNew: boolean,
): CredentialProblems {
  const problems: CredentialProblems = {};
  const nameFault = name === undefined ? undefined : nameProblem(name);
  if (nameFault !== undefined)
    problems.name = name?.trim() === "" ? "Enter your name." : `Your name ${nameFault}.`;
  if (email.trim() === "") problems.email = "Enter your email address.";
  else if (!/^[^\s@]+@[^\s@]+$/.test(email.trim()))
    problems.email = "Enter an address like maya@example.com.";
  if (password === "") problems.password = "Enter your password.";
  else if (isNew && password.length < PASSWORD_MIN)
    problems.password = `Use at least ${PASSWORD_MIN} characters; ${PASSWORD_MIN - password.length} more.`;
  else if (isNew && password.length > PASSWORD_MAX)
    problems.password = `Use at most ${PASSWORD_MAX} characters.`;
  return problems;
}
