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
  const passwordFault =
    password === "" ? "Enter your password." : isNew ? newPasswordProblem(password) : undefined;
  if (passwordFault !== undefined) problems.password = passwordFault;
  return problems;
}

/** What is wrong with a password that somebody has chosen, and how to mend it. */
export function newPasswordProblem(password: string): string | undefined {
  const { length } = password;
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters; ${PASSWORD_MIN - length} more.`;
  return length > PASSWORD_MAX ? `Use at most ${PASSWORD_MAX} characters.` : undefined;
}
