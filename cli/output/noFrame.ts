/** A table of cli-table3 without a frame: nothing that a screen reader would read out, or that is lost in a log. */
export const NO_FRAME = {
  chars: {
    ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
    ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
    ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "" },
  },
  // cli-table3 colours on its own, whatever NO_COLOR says.
  style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
};
