import type { Page } from "@playwright/test";

/** Resolves when the browser has kept the pages themselves, so that they open without a network. */
export async function pagesKept(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** How many records the product has in the browser's database, by store. */
export function recordsKept(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answerOf(indexedDB.open("duologue"));
    const names = [...database.objectStoreNames];
    const step = database.transaction(names);
    const counts = await Promise.all(names.map((name) => answerOf(step.objectStore(name).count())));
    database.close();
    return Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0]));
  });
}
