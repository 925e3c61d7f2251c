import { describe, expect, it } from "vitest";
import { linkPieces } from "./link-ranges";

const hrefs = (content: string) =>
  linkPieces(content).flatMap((piece) => ("href" in piece ? [piece.href] : []));

describe("link ranges (U61, U62, A125)", () => {
  it.each([
    ["see https://example.com/a?b=c#d.", ["https://example.com/a?b=c#d"]],
    ["HTTP://EXAMPLE.COM works", ["http://example.com/"]],
    ["(https://example.com/a_(b))", ["https://example.com/a_(b)"]],
    ["write to mailto:maya@example.com, please", ["mailto:maya@example.com"]],
    ["two https://a.example https://b.example", ["https://a.example/", "https://b.example/"]],
  ])("finds the links of %j", (content, expected) => {
    expect(hrefs(content)).toEqual(expected);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.com/a",
    "//example.com/a",
    "see you.so long",
    "maya@example.com",
    "<img src=x onerror=alert(1)>",
  ])("makes no link of %j", (content) => {
    expect(linkPieces(content)).toEqual([{ text: content }]);
  });

  it("loses no character around the links", () => {
    const content = "a https://example.com b\n\nhttps://example.org/ü c";
    expect(
      linkPieces(content)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(content);
  });

  it("shows a host of mixed scripts as punycode, and leaves a host of one script as it was written", () => {
    expect(linkPieces("https://\u0430\u0440\u0440\u04cf\u0435.com/x")[0]?.text).toBe(
      "https://xn--80ak6aa92e.com/x",
    );
    expect(linkPieces("https://почта.рф/x")[0]?.text).toBe("https://почта.рф/x");
    expect(linkPieces("https://münchen.de")[0]?.text).toBe("https://münchen.de");
  });

  it("answers at once for a text of 4 000 characters without a break", () => {
    const content = "W".repeat(4_000);
    expect(linkPieces(content)).toEqual([{ text: content }]);
  });
});
