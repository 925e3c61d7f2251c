import type { Metadata } from "next";
import { Suspense } from "react";
import { MessagesScreen } from "@/components/messages/messages-screen";

export const metadata: Metadata = { title: "Messages" };

export default function MessagesPage() {
  // The open conversation is in the address, which only a suspended part may read while the page is rendered.
  return (
    <Suspense>
      <MessagesScreen />
    </Suspense>
  );
}
