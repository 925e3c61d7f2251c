import { hold } from "../hold.ts";
import type { Story } from "./story.ts";

const TIMES = { short: 1, long: 10 };

export const rollingRestart: Story = {
  id: "F55",
  fault: "three nodes are restarted one after the other",
  how: "SIGTERM and a new start of each, while everybody writes",
  expected: "each ends with 0 by itself, and no send fails that is tried again (G15)",
  async happens(world, long) {
    const times = long ? TIMES.long : TIMES.short;
    for (let time = 0; time < times; time += 1)
      for (const { server } of world.deployment.nodes) {
        const code = await server.end("SIGTERM");
        hold(code === 0, `a node that was told to stop ended with ${code}`);
        await server.start();
        await world.progress();
      }
    return `${times} × 3 restarts`;
  },
};
