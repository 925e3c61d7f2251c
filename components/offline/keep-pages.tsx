"use client";
import { useEffect } from "react";

/**
 * Has the browser keep the pages themselves, so that they open without a network (U78). Where that is not possible,
 * such as on plain http, everything else works all the same.
 */
export function KeepPages() {
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register("/service-worker.js").catch(() => {
      // Forbidden here, or the network was cut: the next visit tries again.
    });
  }, []);
  return null;
}
