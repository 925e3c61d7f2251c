/**
 * Preloaded into every program that we start: when we are killed, it stops in order instead of living on without us and
 * holding its port. The channel alone does not keep it running. Programs that it starts in turn load this too; they live
 * by their own channels, and know that by the missing variable.
 */
if (process.env["END_WITH_PARENT"] !== undefined) {
  delete process.env["END_WITH_PARENT"];
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
