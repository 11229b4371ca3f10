"""QR codes on pages that are printed."""


def qr_svg(text: str) -> str:
    """An SVG element of 4 cm that says ``text``."""
    # Few processes ever print a slip; the library stays out of the others' memory.
    import segno

    return str(segno.make(text, error="m").svg_inline(scale=4, border=2, omitsize=True))
