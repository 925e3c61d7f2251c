import type { Metadata } from "next";
import { Suspense } from "react";
import { PeopleScreen } from "@/components/people/people-screen";

export const metadata: Metadata = { title: "People" };

export default function PeoplePage() {
  return (
    <Suspense>
      <PeopleScreen />
    </Suspense>
  );
}
