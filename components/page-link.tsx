import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";
import { opensElsewhere } from "./opens-elsewhere";

type PageLinkProps = ComponentProps<"a"> & { href: string };

/**
 * A link to another page that is fetched when a pointer or the focus comes near, so that it does not compete with the
 * first message. Next's own Link weighs 3 KiB, most of it for fetching what can be seen.
 */
export function PageLink({ href, ...rest }: PageLinkProps) {
  const router = useRouter();
  const prefetch = () => router.prefetch(href);
  const open = (event: MouseEvent) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    router.push(href);
  };
  return <a {...rest} href={href} onPointerEnter={prefetch} onFocus={prefetch} onClick={open} />;
}
