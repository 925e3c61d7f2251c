import type { Page } from "@playwright/test";
import { listEntries, listEntry, transcript, write } from "./support/messages-page.ts";
import type { Person } from "./support/person.ts";
import { expect, test } from "./support/test.ts";

/** Through the form, as a person does it. */
async function signIn(page: Page, person: Person): Promise<void> {
  const { email, password } = person.account.credentials;
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

test("two people who matched talk in real time, and a reload keeps everything (G1, G9)", {
  tag: "@between-nodes",
}, async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya Lindqvist", "Jonas Okafor");

  // 1. Open two browser windows. 2. Log in as different users in each.
  const [mayasWindow, jonasWindow] = await Promise.all([
    open(undefined, "/sign-in"),
    open(undefined, "/sign-in"),
  ]);
  await Promise.all([signIn(mayasWindow, maya), signIn(jonasWindow, jonas)]);

  // 3. Both have matched with each other.
  await maya.matchWith(jonas);

  // 4. Open the messages page in both windows.
  await Promise.all([mayasWindow.goto("/messages"), jonasWindow.goto("/messages")]);

  // 5. Select the conversation in both windows.
  await Promise.all([listEntry(mayasWindow, jonas).click(), listEntry(jonasWindow, maya).click()]);

  // 6. Send a message from one window. 7. It appears in the other one.
  await write(mayasWindow, jonas, "Shall we meet at the river at six?");
  await expect(transcript(jonasWindow, maya)).toContainText("Shall we meet at the river at six?");
  await expect(transcript(mayasWindow, jonas)).toContainText("Shall we meet at the river at six?");
  await write(jonasWindow, maya, "Six is perfect.");
  await expect(transcript(mayasWindow, jonas)).toContainText("Six is perfect.");

  await Promise.all([mayasWindow.reload(), jonasWindow.reload()]);
  for (const shown of [transcript(mayasWindow, jonas), transcript(jonasWindow, maya)]) {
    await expect(shown.getByText("Shall we meet at the river at six?")).toHaveCount(1);
    await expect(shown.getByText("Six is perfect.")).toHaveCount(1);
  }
});

test("the list follows a conversation that is not open: its last message, its unread count, its place", {
  tag: "@between-nodes",
}, async ({ signUp, open }) => {
  const [maya, jonas, amara] = await signUp("Maya Lindqvist", "Jonas Okafor", "Amara Tan");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  await maya.send(withJonas, "Hello Jonas");
  await maya.send(withAmara, "Hello Amara");

  const page = await open(maya);
  await expect(listEntries(page)).toHaveText([/Amara Tan/, /Jonas Okafor/]);

  await jonas.send(withJonas, "First answer");
  await jonas.send(withJonas, "Second answer");

  await expect(listEntry(page, jonas)).toContainText("Second answer");
  await expect(listEntry(page, jonas)).toHaveAccessibleName(/2 unread messages/);
  await expect(listEntries(page)).toHaveText([/Jonas Okafor/, /Amara Tan/]);

  await listEntry(page, jonas).click();
  await expect(transcript(page, jonas)).toContainText("Second answer");
  await expect(listEntry(page, jonas)).not.toHaveAccessibleName(/unread/);
});
