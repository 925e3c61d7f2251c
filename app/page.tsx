import { redirect } from "next/navigation";

/** The messages page itself sends people without a session to sign in: only the browser holds the API's cookie. */
export default function Home(): never {
  redirect("/messages");
}
