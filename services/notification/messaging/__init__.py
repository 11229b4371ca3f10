"""What notification says, hears and sends."""
