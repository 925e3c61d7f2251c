import Link from "next/link";
import type { ReactNode } from "react";
import { Wordmark } from "../brand/wordmark";

interface EntryPageProps {
  title: string;
  /** the way to the other of the two pages */
  other: { question: string; label: string; href: string };
  /** where both lead in the end */
  next: string;
  children: ReactNode;
}

/** The page before the conversation: who one is, and nothing else. */
export function EntryPage({ title, other, next, children }: EntryPageProps) {
  const href =
    next === "/messages" || next === "/people"
      ? other.href
      : `${other.href}?next=${encodeURIComponent(next)}`;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center px-6 py-10">
      <Wordmark />
      <h1 className="mt-10 text-2xl font-bold">{title}</h1>
      <div className="mt-6 space-y-8">{children}</div>
      <p className="mt-8 text-ink-2">
        {other.question}{" "}
        <Link href={href} className="font-medium text-link underline underline-offset-4">
          {other.label}
        </Link>
      </p>
    </main>
  );
}
