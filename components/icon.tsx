import type { IconNode } from "lucide";
import { createElement } from "react";

interface IconProps {
  /** one of lucide's drawings, on 24 × 24 */
  of: IconNode;
  /** in CSS pixels, where text has its usual size: it grows with it */
  size: number;
  strokeWidth?: number;
  className?: string;
}

/** A drawing that says nothing the control around it does not say. */
export function Icon({ of, size, strokeWidth = 1.75, className }: IconProps) {
  const extent = `${size / 16}rem`;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={extent}
      height={extent}
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      {of.map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  );
}
