import { z } from "zod";
import { EMAIL_MAX_CHARACTERS, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "./limits.ts";
import { Name } from "./models.ts";

/** Bodies of the calls under /api/auth. The answers are better-auth's. */
const Email = z.email("must be an email address").max(EMAIL_MAX_CHARACTERS);
/** Every lone surrogate becomes the same replacement character when a password is hashed. */
const plain = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes("\u0000"), "must be well-formed text");
const NewPassword = plain.min(PASSWORD_MIN_CHARACTERS).max(PASSWORD_MAX_CHARACTERS);
/** Any that could once have been set: how a wrong one is wrong is nobody's business. */
const Password = plain.min(1).max(PASSWORD_MAX_CHARACTERS);
/** false: the session ends with the browser */
const rememberMe = z.boolean().optional();

export const SignUp = z.strictObject({ name: Name, email: Email, password: NewPassword, rememberMe });
export const SignIn = z.strictObject({ email: Email, password: Password, rememberMe });
export const ChangePassword = z.strictObject({
  currentPassword: Password,
  newPassword: NewPassword,
  revokeOtherSessions: z.boolean().optional(),
});
/** The token as the list of sessions names it. */
export const RevokeSession = z.strictObject({ token: plain.min(1).max(256) });
