import { useState } from "react";
import type { ActionResult } from "@/lib/chat-state";
import { timeAgo } from "@/lib/format-last-seen";
import { type DevicesAccess, useSession } from "@/lib/use-session";
import { reader } from "../when/reader";
import { deviceName } from "./device-name";
import { SignOutEverywhere } from "./sign-out-everywhere";

/** Every session of this person, and the ways to end them. */
export function DeviceSettings({ devices: { status, devices, reload, end } }: { devices: DevicesAccess }) {
  const { signOut } = useSession();
  const [problem, setProblem] = useState<string>();
  const run = async (act: Promise<ActionResult>) => {
    setProblem(undefined);
    const result = await act;
    if (!result.ok) setProblem(result.detail);
  };
  return (
    <>
      {status === "failed" && (
        <p className="text-ink-2">
          The list could not be loaded.{" "}
          <button type="button" className="quiet-button" onClick={reload}>
            Retry
          </button>
        </p>
      )}
      <ul className="divide-y divide-line">
        {devices.map((device) => (
          <li key={device.id} className="flex min-h-14 items-center gap-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{deviceName(device.userAgent)}</p>
              <p className="anywhere text-sm text-ink-2">
                {device.current
                  ? "This device"
                  : `Signed in ${timeAgo(device.createdAt, Date.now(), reader())}`}
                {device.ipAddress !== null && device.ipAddress !== "" && ` · ${device.ipAddress}`}
              </p>
            </div>
            {!device.current && (
              <button type="button" className="button" onClick={() => void run(end(device.id))}>
                Sign out<span className="sr-only"> {deviceName(device.userAgent)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="mt-2 font-medium text-danger empty:hidden">
        {problem}
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <button type="button" className="button" onClick={() => void run(signOut())}>
          Sign out
        </button>
        <SignOutEverywhere onSignOut={() => signOut({ everywhere: true })} />
      </div>
    </>
  );
}
