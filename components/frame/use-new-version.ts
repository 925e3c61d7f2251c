import { useEffect, useState } from "react";

/** A page may stay open for weeks; it asks when somebody comes back to it or the network does, but not whenever they do. */
const ASKED_EVERY_MS = 15 * 60_000;

/** Whether the server has another build of the app than this page. Nothing happens by itself (U82). */
export function useNewVersion(): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || isThere) return;
    let askedAt = Number.NEGATIVE_INFINITY;
    const ask = () => {
      if (document.visibilityState !== "visible" || Date.now() - askedAt < ASKED_EVERY_MS) return;
      askedAt = Date.now();
      void isNewThere().then((isNew) => isNew && setIsThere(true));
    };
    const timer = setInterval(ask, ASKED_EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    addEventListener("online", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
      removeEventListener("online", ask);
    };
  }, [isThere]);
  return isThere;
}

/** Without an answer there is no news. */
async function isNewThere(): Promise<boolean> {
  try {
    const response = await fetch("/version", { cache: "no-store" });
    return response.ok && (await response.text()) !== process.env["NEXT_PUBLIC_VERSION"];
  } catch {
    return false;
  }
}
