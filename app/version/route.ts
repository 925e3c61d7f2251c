/** Which build of the web app this server has, for pages that are still of an earlier one (U82). */
export const dynamic = "force-static";

export function GET(): Response {
  return new Response(process.env["NEXT_PUBLIC_VERSION"]);
}
