import { Component } from "react";

/** Calls back before a commit that draws it again changes the document: no hook does. */
export class BeforeCommit extends Component<{ act: () => void }> {
  override getSnapshotBeforeUpdate(): null {
    this.props.act();
    return null;
  }

  /** React asks for it beside the other. */
  override componentDidUpdate(): void {}

  override render(): null {
    return null;
  }
}
