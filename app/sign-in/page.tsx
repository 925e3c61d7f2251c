import type { Metadata } from "next";
import { DemoPeople } from "@/components/entry/demo-people";
import { EntryPage } from "@/components/entry/entry-page";
import { nextPath } from "@/components/entry/next-path";
import { SignInForm } from "@/components/entry/sign-in-form";
import { demoPeople } from "./demo-people";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  const target = nextPath(typeof next === "string" ? next : undefined);
  const people = demoPeople();
  return (
    <EntryPage
      title="Sign in"
      other={{ question: "New here?", label: "Create an account", href: "/sign-up" }}
      next={target}
    >
      {people.length > 0 && <DemoPeople people={people} />}
      <SignInForm next={target} />
    </EntryPage>
  );
}
