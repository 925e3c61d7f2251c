import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useChat } from "@/lib/use-chat";
import { Deferred } from "../deferred";
import { signInPath } from "../entry/next-path";

const loadSignIn = async () => (await import("../entry/sign-in-again")).SignInAgain;

/**
 * Lets signed-in people through and sends the others to sign in, from where they come back here (U98). A session that
 * ends while somebody is here is renewed in place: what they were writing stays (U79).
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useChat((state) => state.session);
  const router = useRouter();
  const here = usePathname();
  const search = useSearchParams().toString();

  useEffect(() => {
    if (session === "signed-out") router.replace(signInPath(here, search));
  }, [session, router, here, search]);

  if (session === "signed-out") return null;
  return (
    <>
      {children}
      {session === "expired" && (
        <Deferred load={loadSignIn} onFail={() => location.reload()}>
          {(SignInAgain) => <SignInAgain />}
        </Deferred>
      )}
    </>
  );
}
