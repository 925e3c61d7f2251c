import type { Metadata } from "next";
import { EntryPage } from "@/components/entry/entry-page";
import { nextPath } from "@/components/entry/next-path";
import { SignUpForm } from "@/components/entry/sign-up-form";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  // Somebody new has nobody to write to yet.
  const target = next === undefined ? "/people" : nextPath(typeof next === "string" ? next : undefined);
  return (
    <EntryPage
      title="Create an account"
      other={{ question: "Have an account?", label: "Sign in", href: "/sign-in" }}
      next={target}
    >
      <SignUpForm next={target} />
    </EntryPage>
  );
}
