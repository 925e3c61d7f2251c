import type { Locator, Page } from "@playwright/test";
import type { Person } from "./person.ts";

/** The messages page as a reader meets it: by roles and names, never by markup. */

export function listEntries(page: Page): Locator {
  return page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
}

/** The row of the conversation with this peer. */
export function listEntry(page: Page, peer: Person): Locator {
  return page.getByRole("navigation", { name: "Conversations" }).getByRole("link", { name: peer.name });
}

export function transcript(page: Page, peer: Person): Locator {
  return page.getByRole("log", { name: `Messages with ${peer.name}` });
}

export function composer(page: Page, peer: Person): Locator {
  return page.getByRole("textbox", { name: `Message ${peer.name}` });
}

export async function write(page: Page, peer: Person, text: string): Promise<void> {
  await composer(page, peer).fill(text);
  await composer(page, peer).press("Enter");
}
