import type { MetadataRoute } from "next";

/** What a browser needs to install Duologue like an app: it opens without a network, from its own icon. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/messages",
    name: "Duologue",
    short_name: "Duologue",
    description: "A conversation between two people who have matched.",
    start_url: "/messages",
    display: "standalone",
    background_color: "#f8fbfa",
    theme_color: "#f8fbfa",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
