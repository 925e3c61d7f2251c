import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useSession } from "@/lib/use-session";

/** Leads on as soon as somebody is signed in: by this form, in another tab, or already before they came here. */
export function useLeaveWhenSignedIn(next: string): void {
  const { state } = useSession();
  const router = useRouter();
  useEffect(() => {
    if (state === "signed-in") router.replace(next);
  }, [state, router, next]);
}
