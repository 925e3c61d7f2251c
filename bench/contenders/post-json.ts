/** Posts JSON during the set-up of a run; throws on anything but success, so that a half-made population never runs. */
export async function postJson(
  url: string,
  { token, body }: { token?: string; body?: object },
): Promise<{ headers: Headers; body: unknown }> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return { headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
