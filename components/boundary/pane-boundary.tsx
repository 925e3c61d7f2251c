import { Component, type ReactNode } from "react";
import { PaneError } from "./pane-error";

interface Props {
  /** what could not be shown, as in "The messages could not be shown." */
  what: string;
  children: ReactNode;
}

/** Keeps a fault in one pane from taking the others, least of all what somebody is writing (U93). */
export class PaneBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <PaneError onRetry={() => this.setState({ failed: false })}>
        {this.props.what} could not be shown.
      </PaneError>
    );
  }
}
