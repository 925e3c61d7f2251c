import { Wordmark } from "@/components/brand/wordmark";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[25rem] flex-col justify-center px-6 py-10">
      <Wordmark />
      <h1 className="mt-10 text-2xl font-bold">There is no such page.</h1>
      <p className="mt-6">
        {/* A plain link: the code of a link that needs no reload would be fetched with every page. */}
        <a href="/messages" className="button button-primary">
          Go to your messages
        </a>
      </p>
    </main>
  );
}
